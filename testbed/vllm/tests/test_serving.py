"""What a healthy server does, from its start to its end."""

import json
import os
import re
import threading

from tests.harness import MIB, StandInTest


class Loading(StandInTest):
    def test_tells_its_progress_in_vllms_order_and_serves_only_then(self):
        run = self.start("--max-model-len", "2048").await_ready()
        text = "\n".join(run.output())
        marks = [
            "vLLM API server version",
            "non-default args: .*'max_model_len': 2048",
            "Starting to load model org/model",
            r"checkpoint shards:   0% Completed \| 0/4",
            r"checkpoint shards: 100% Completed \| 4/4",
            "Loading weights took",
            "Model loading took 4.0000 GiB",
            "Available KV cache memory: 3.20 GiB",
            "GPU KV cache size: 26,214 tokens",
            "Maximum concurrency for 2,048 tokens per request: 12.80x",
            "Graph capturing finished",
            "init engine",
            "Starting vLLM API server 0 on",
            "Application startup complete",
        ]
        places = [re.search(mark, text).start() for mark in marks]
        self.assertEqual(places, sorted(places))

    def test_waits_at_its_gates_with_half_of_the_weights_and_half_of_the_graphs(self):
        gates = self.gates("weights", "graphs")
        run = self.start(VLLM_SIM_GATES=gates)
        run.await_line(r"50% Completed \| 2/4")
        self.open_gate(gates, "weights")
        run.await_line("Available KV cache memory")
        self.open_gate(gates, "graphs")
        run.await_ready()

    def test_ends_at_a_gate_when_told(self):
        run = self.start(VLLM_SIM_GATES=self.gates("weights"))
        run.await_line(r"50% Completed \| 2/4")
        run.terminate()
        self.assertEqual(run.wait(), 0)

    def test_the_engine_process_holds_the_share_asked_for_with_its_device_files(self):
        run = self.start("--gpu-memory-utilization", "0.5").await_ready()
        engine = run.engine_pid()
        self.assertNotEqual(engine, run.process.pid)
        self.assertEqual(self.held(), {engine: 4096 * MIB})
        links = os.listdir(f"/proc/{engine}/fd")
        opened = [os.readlink(f"/proc/{engine}/fd/{link}") for link in links]
        self.assertIn(os.path.join(self.state, "dev", "nvidia0"), opened)

    def test_takes_its_share_of_the_machines_memory_where_the_gpu_has_none_of_its_own(self):
        self.sim("unset", "0", "memory_total", "memory_reserved")
        run = self.start("--gpu-memory-utilization", "0.5").await_ready()
        with open("/proc/meminfo", encoding="ascii") as lines:
            total = int(lines.readline().split()[1]) * 1024
        self.assertEqual(self.held(), {run.engine_pid(): total // 2})

    def test_asks_the_older_call_where_the_newer_is_refused(self):
        self.sim("fault", "set", "nvmlDeviceGetMemoryInfo_v2", "code=13")
        run = self.start("--gpu-memory-utilization", "0.5").await_ready()
        self.assertEqual(self.held(), {run.engine_pid(): 4096 * MIB})

    def test_holds_each_visible_gpu_when_tensor_parallel(self):
        self.sim("add", "--memory", "8192")
        self.sim("add", "--memory", "8192")
        run = self.start("--tensor-parallel-size", "2", CUDA_VISIBLE_DEVICES="1,2").await_ready()
        claims = [os.listdir(os.path.join(self.state, "gpus", gpu, "processes")) for gpu in "012"]
        claim = f"{run.engine_pid()}-compute"
        self.assertEqual(claims, [[], [claim], [claim]])

    def test_captures_no_graphs_when_eager(self):
        run = self.start("--enforce-eager").await_ready()
        self.assertNotIn("Graph capturing", "\n".join(run.output()))


class Ending(StandInTest):
    def test_sigterm_releases_the_memory_and_ends_with_0(self):
        run = self.start().await_ready()
        run.terminate()
        self.assertEqual(run.wait(), 0)
        self.assertEqual(self.held(), {})
        run.await_line("Finished server process")

    def test_running_requests_are_answered_first(self):
        run = self.start(VLLM_SIM_TOKEN_SECONDS="0.05").await_ready()
        body = {"messages": [{"role": "user", "content": "one two three"}]}
        events = []
        client = threading.Thread(
            target=lambda: events.extend(run.stream("/v1/chat/completions", body))
        )
        client.start()
        # The request line is logged with the status, thus when the answer has begun.
        run.await_line('"POST /v1/chat/completions HTTP/1.1" 200')
        run.terminate()
        self.assertEqual(run.wait(), 0)
        client.join()
        self.assertEqual(events[-1], "[DONE]")
        said = "".join(json.loads(event)["choices"][0]["delta"]["content"] for event in events[:-1])
        self.assertEqual(said, "You said: one two three")

    def test_the_engine_ends_when_the_server_is_killed(self):
        self.adopt_orphans()
        run = self.start().await_ready()
        run.process.kill()
        run.wait()
        os.waitpid(run.engine_pid(), 0)
        self.assertEqual(self.held(), {})


class Answers(StandInTest):
    def test_health_has_an_empty_body(self):
        status, _, content = self.start().await_ready().request("GET", "/health")
        self.assertEqual((status, content), (200, ""))

    def test_models_lists_the_served_names(self):
        run = self.start("--served-model-name", "small", "alias", "--max-model-len", "99")
        run.await_ready()
        _, models = run.get("/v1/models")
        self.assertEqual([card["id"] for card in models["data"]], ["small", "alias"])
        self.assertEqual(models["data"][0]["root"], "org/model")
        self.assertEqual(models["data"][0]["max_model_len"], 99)

    def test_version(self):
        self.assertEqual(self.start().await_ready().get("/version"), (200, {"version": "0.11.2"}))

    def test_metrics_count_what_was_done(self):
        run = self.start().await_ready()
        run.post("/v1/completions", {"prompt": "a b c", "max_tokens": 2})
        _, headers, text = run.request("GET", "/metrics")
        self.assertTrue(headers["Content-Type"].startswith("text/plain"))
        labels = 'engine="0",model_name="org/model"'
        self.assertIn(f"vllm:prompt_tokens_total{{{labels}}} 3.0", text)
        self.assertIn(f"vllm:generation_tokens_total{{{labels}}} 2.0", text)
        self.assertIn(f'vllm:request_success_total{{{labels},finished_reason="length"}} 1.0', text)
        self.assertIn(f"vllm:time_to_first_token_seconds_count{{{labels}}} 1.0", text)
        self.assertIn(f"vllm:num_requests_running{{{labels}}} 0.0", text)

    def test_one_token_completion(self):
        run = self.start().await_ready()
        status, answer = run.post("/v1/completions", {"prompt": "ready?", "max_tokens": 1})
        self.assertEqual(status, 200)
        self.assertEqual(answer["choices"][0]["text"], "and")
        self.assertEqual(answer["usage"]["completion_tokens"], 1)

    def test_the_key_is_asked_for_on_the_api_but_not_on_health(self):
        run = self.start("--api-key", "secret").await_ready()
        self.assertEqual(run.get("/v1/models")[0], 401)
        authorization = {"Authorization": "Bearer secret"}
        self.assertEqual(run.request("GET", "/v1/models", headers=authorization)[0], 200)
        self.assertEqual(run.request("GET", "/health")[0], 200)

    def test_the_key_may_come_from_vllms_own_variable(self):
        run = self.start(VLLM_API_KEY="secret").await_ready()
        self.assertEqual(run.get("/v1/models")[0], 401)

    def test_what_vllm_refuses_is_refused_in_its_words(self):
        run = self.start("--max-model-len", "3").await_ready()
        status, answer = run.post("/v1/completions", {"model": "other", "prompt": "x"})
        self.assertEqual((status, answer["error"]["type"]), (404, "NotFoundError"))
        status, answer = run.post("/v1/completions", {"prompt": "a b c d"})
        self.assertIn("maximum context length is 3 tokens", answer["error"]["message"])
        self.assertEqual(run.get("/nowhere")[0], 404)
        self.assertEqual(run.get("/v1/completions")[0], 405)

    def test_a_model_that_embeds_completes_nothing(self):
        run = self.start("--runner", "pooling").await_ready()
        status, answer = run.post("/v1/embeddings", {"model": "org/model", "input": "two words"})
        self.assertEqual((status, len(answer["data"][0]["embedding"])), (200, 2))
        self.assertEqual(run.post("/v1/completions", {"model": "org/model", "prompt": "x"})[0], 400)
        self.assertIn("/v1/embeddings", run.get("/openapi.json")[1]["paths"])
