"""The lines of several versions of vLLM, and what else differs between them."""

from tests.harness import StandInTest

ESC = "\x1b"


class Versions(StandInTest):
    def lines(self, version, *arguments, **environment):
        run = self.start(*arguments, VLLM_SIM_VERSION=version, **environment)
        run.await_line("Application startup complete")
        run.terminate()
        run.wait()
        return "\n".join(run.output())

    def test_the_v0_engine_names_no_process_and_opens_no_bracket(self):
        text = self.lines("0.6.6")
        self.assertRegex(text, r"(?m)^INFO \d\d-\d\d \d\d:\d\d:\d\d \S+:\d+\] vLLM API server version 0.6.6")
        self.assertIn("args: Namespace(", text)
        self.assertIn("Initializing an LLM engine (v0.6.6) with config: ", text)
        self.assertIn("Loading model weights took 4.0000 GB", text)
        self.assertIn("# GPU blocks: ", text)

    def test_prefixes_are_coloured_up_to_0_11(self):
        self.assertIn(f"{ESC}[1;36m(EngineCore_DP0 pid=", self.lines("0.11.2"))
        self.assertNotIn(ESC, self.lines("0.12.0"))

    def test_0_17_nests_the_names_of_workers(self):
        self.sim("add", "--memory", "8192")
        text = self.lines("0.17.1", "--tensor-parallel-size", "2", CUDA_VISIBLE_DEVICES="0,1")
        self.assertRegex(text, r"\(Worker pid=\d+\) \(Worker_TP1 pid=\d+\) INFO")

    def test_0_28_says_size_and_concurrency_in_one_line(self):
        text = self.lines("0.28.0")
        self.assertIn("version 0.28.0", text)
        self.assertIn("Loading model from scratch...", text)
        self.assertIn("GPU KV cache size: 26,214 tokens, Maximum concurrency for 4,096 tokens", text)
        self.assertIn("Starting vLLM server on http", text)

    def test_a_version_that_is_none(self):
        run = self.start(VLLM_SIM_VERSION="latest")
        self.assertEqual(run.wait(), 1)
        run.await_line("VLLM_SIM_VERSION=latest")


class Sleeping(StandInTest):
    def sleep_states(self, run):
        text = run.request("GET", "/metrics")[2]
        return [line.split("sleep_state=")[1] for line in text.splitlines() if "sleep_state=" in line]

    def test_gives_its_memory_back_and_takes_it_again(self):
        run = self.start("--enable-sleep-mode", VLLM_SERVER_DEV_MODE="1").await_ready()
        before = self.held()
        self.assertEqual(run.get("/is_sleeping"), (200, {"is_sleeping": False}))
        self.assertEqual(run.request("POST", "/sleep?level=2")[0], 200)
        self.assertLess(sum(self.held().values()), sum(before.values()) // 4)
        self.assertEqual(run.get("/is_sleeping"), (200, {"is_sleeping": True}))
        self.assertEqual(
            self.sleep_states(run), ['"awake"} 0.0', '"weights_offloaded"} 0.0', '"discard_all"} 1.0']
        )
        self.assertEqual(run.request("POST", "/wake_up")[0], 200)
        self.assertEqual(self.held(), before)

    def test_weights_that_were_dropped_are_loaded_in_steps(self):
        run = self.start("--enable-sleep-mode", VLLM_SERVER_DEV_MODE="1").await_ready()
        before = self.held()
        self.assertEqual(run.request("POST", "/sleep?level=2")[0], 200)
        self.assertEqual(run.request("POST", "/wake_up?tags=weights")[0], 200)
        self.assertEqual(run.request("POST", "/collective_rpc", {"method": "reload_weights"})[0], 200)
        self.assertEqual(run.request("POST", "/wake_up?tags=kv_cache")[0], 200)
        self.assertEqual(self.held(), before)

    def test_without_developer_mode_there_are_no_such_routes(self):
        run = self.start("--enable-sleep-mode").await_ready()
        self.assertEqual(run.request("POST", "/sleep?level=1")[0], 404)
        self.assertEqual(run.request("GET", "/is_sleeping")[0], 404)
