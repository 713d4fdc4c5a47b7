"""What goes wrong, and with which words and exit status."""

import os
import subprocess
import threading

from tests.harness import VLLM, StandInTest

FAILED = "RuntimeError: Engine core initialization failed. See root cause above."


class Faults(StandInTest):
    def test_out_of_memory_at_start_ends_with_1_and_the_cause_above(self):
        run = self.start(VLLM_SIM_FAULT="oom")
        self.assertEqual(run.wait(), 1)
        run.await_line("torch.OutOfMemoryError: CUDA out of memory")
        run.await_line(FAILED)
        self.assertEqual(self.held(), {})

    def test_causes_are_told_before_what_wraps_them(self):
        for fault, cause in (
            ("kv-cache", "estimated maximum model length is 3312"),
            ("weights-missing", "Cannot find any model weights with `org/model`"),
            ("weights-short", "incomplete metadata, file not fully covered"),
            ("driver", "driver on your system is too old"),
            ("oom-graphs", "torch.OutOfMemoryError"),
            ("unknown", "flux capacitor"),
        ):
            with self.subTest(fault):
                run = self.start(VLLM_SIM_FAULT=fault)
                self.assertEqual(run.wait(), 1)
                run.await_line(cause)
                run.await_line(FAILED)

    def test_what_the_server_refuses_it_refuses_without_an_engine(self):
        for fault, status, cause in (
            ("arch", 1, "are not supported for now"),
            ("hub-gated", 1, "GatedRepoError"),
            ("hub-offline", 1, "OfflineModeIsEnabled"),
            ("port", 1, "Address already in use"),
            ("flag", 2, "unrecognized arguments: --fly"),
        ):
            with self.subTest(fault):
                run = self.start(VLLM_SIM_FAULT=fault)
                self.assertEqual(run.wait(), status)
                run.await_line(cause)

    def test_noise_is_no_fault_of_the_model(self):
        run = self.start(VLLM_SIM_FAULT="noise", VLLM_SIM_NOISE_MIB="2").await_ready()
        self.assertGreater(max(map(len, run.output())), 1_000_000)

    def test_killed_in_the_middle_of_the_load(self):
        self.adopt_orphans()
        run = self.start(VLLM_SIM_FAULT="killed")
        engine = run.engine_pid()
        self.assertEqual(run.wait(), -9)
        os.waitpid(engine, 0)
        self.assertEqual(self.held(), {})

    def test_memory_held_by_another_is_named_as_vllm_names_it(self):
        self.sim("set", "0", f"memory_leaked={6 * 1024**3}")
        run = self.start()
        self.assertEqual(run.wait(), 1)
        run.await_line(
            r"ValueError: Free memory on device \(1.90/8.00 GiB\) on startup is less than desired "
            r"GPU memory utilization \(0.9, 7.20 GiB\)"
        )
        run.await_line(FAILED)

    def test_dying_after_ready_ends_with_0(self):
        run = self.start(VLLM_SIM_FAULT="die")
        self.assertEqual(run.wait(), 0)
        run.await_line("Application startup complete")
        run.await_line("EngineDeadError")

    def test_dying_waits_at_its_gate(self):
        gates = self.gates("death")
        run = self.start(VLLM_SIM_FAULT="die", VLLM_SIM_GATES=gates).await_ready()
        self.assertEqual(run.get("/health")[0], 200)
        self.open_gate(gates, "death")
        self.assertEqual(run.wait(), 0)

    def test_an_engine_killed_from_outside_ends_the_server_with_0(self):
        run = self.start().await_ready()
        os.kill(run.engine_pid(), 9)
        self.assertEqual(run.wait(), 0)
        run.await_line("EngineDeadError")

    def test_hanging_never_serves_but_ends_when_told(self):
        run = self.start(VLLM_SIM_FAULT="hang")
        run.await_line("Starting to load model")
        run.terminate()
        self.assertEqual(run.wait(), 0)
        self.assertNotIn("Starting vLLM API server", "\n".join(run.output()))

    def test_an_engine_that_hangs_behind_a_healthy_server(self):
        run = self.start(VLLM_SIM_FAULT="stall").await_ready()
        question = {"model": "org/model", "prompt": "Hi", "max_tokens": 1}
        self.assertEqual(run.post("/v1/completions", question)[0], 200)
        threading.Thread(target=self.ask_in_vain, args=(run, question), daemon=True).start()
        waiting = "vllm:num_requests_waiting{engine=\"0\",model_name=\"org/model\"} 1.0"
        while waiting not in run.request("GET", "/metrics")[2]:
            pass
        self.assertEqual(run.get("/health")[0], 200)

    def ask_in_vain(self, run, question):
        try:
            run.post("/v1/completions", question)
        except OSError:
            pass  # the server was ended with the test

    def test_a_left_child_keeps_the_memory(self):
        self.adopt_orphans()
        run = self.start(VLLM_SIM_FAULT="leave-child").await_ready()
        engine = run.engine_pid()
        run.terminate()
        self.assertEqual(run.wait(), 0)
        self.assertEqual(list(self.held()), [engine])
        self.end_orphan(engine)
        self.assertEqual(self.held(), {})

    def test_no_gpu(self):
        self.sim("fault", "set", "nvmlInit_v2", "code=9")
        run = self.start()
        self.assertEqual(run.wait(), 1)
        run.await_line("nvmlInit_v2 answered 9")

    def test_a_model_directory_without_config(self):
        answer = subprocess.run([VLLM, "serve", self.state], capture_output=True, text=True)
        self.assertEqual(answer.returncode, 1)
        self.assertIn("OSError: Can't load the configuration of", answer.stderr)

    def test_bad_flags_and_settings(self):
        for arguments in (["serve"], ["serve", "m", "--fly"], ["serve", "m", "--port", "x"]):
            answer = subprocess.run([VLLM, *arguments], capture_output=True, text=True)
            self.assertEqual((answer.returncode, answer.stderr[:6]), (2, "usage:"))
        answer = subprocess.run(
            [VLLM, "serve", "m"],
            capture_output=True,
            text=True,
            env=os.environ | {"VLLM_SIM_FAULT": "sneeze"},
        )
        self.assertEqual(answer.returncode, 1)
        self.assertIn("VLLM_SIM_FAULT=sneeze", answer.stderr)
