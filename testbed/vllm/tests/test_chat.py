"""Chat answers: whole, streamed, and with tool calls."""

import json

from tests.harness import StandInTest

PATH = "/v1/chat/completions"
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "get_mode",
            "parameters": {"properties": {"host": {"type": "string"}}, "required": ["host"]},
        },
    }
]


def asks(text, **more):
    return {"messages": [{"role": "user", "content": text}]} | more


class Chat(StandInTest):
    def setUp(self):
        super().setUp()
        self.run_ = self.start("--enable-auto-tool-choice", "--tool-call-parser", "hermes")
        self.run_.await_ready()

    def test_a_whole_answer(self):
        _, answer = self.run_.post(PATH, asks("hello there"))
        choice = answer["choices"][0]
        self.assertEqual(choice["message"]["content"], "You said: hello there")
        self.assertEqual(choice["finish_reason"], "stop")
        self.assertEqual(
            answer["usage"], {"prompt_tokens": 2, "completion_tokens": 4, "total_tokens": 6}
        )

    def test_max_tokens_cuts_it(self):
        _, answer = self.run_.post(PATH, asks("hello there", max_tokens=1))
        self.assertEqual(answer["choices"][0]["message"]["content"], "You")
        self.assertEqual(answer["choices"][0]["finish_reason"], "length")

    def test_a_streamed_answer(self):
        body = asks("hello", stream_options={"include_usage": True})
        *events, done = self.run_.stream(PATH, body)
        self.assertEqual(done, "[DONE]")
        chunks = [json.loads(event) for event in events]
        self.assertEqual(len({chunk["id"] for chunk in chunks}), 1)
        *contents, usage = chunks
        deltas = [chunk["choices"][0]["delta"] for chunk in contents]
        self.assertEqual(deltas[0], {"role": "assistant", "content": ""})
        self.assertEqual("".join(delta["content"] for delta in deltas), "You said: hello")
        reasons = [chunk["choices"][0]["finish_reason"] for chunk in contents]
        self.assertEqual(reasons, [None, None, None, "stop"])
        self.assertEqual((usage["choices"], usage["usage"]["completion_tokens"]), ([], 3))

    def test_a_tool_call(self):
        _, answer = self.run_.post(PATH, asks("please get_mode", tools=TOOLS))
        choice = answer["choices"][0]
        self.assertEqual(choice["finish_reason"], "tool_calls")
        function = choice["message"]["tool_calls"][0]["function"]
        self.assertEqual(function, {"name": "get_mode", "arguments": '{"host": "x"}'})

    def test_a_streamed_tool_call(self):
        *events, _ = self.run_.stream(PATH, asks("please get_mode", tools=TOOLS))
        choices = [json.loads(event)["choices"][0] for event in events]
        calls = [choice["delta"]["tool_calls"][0] for choice in choices[1:]]
        self.assertEqual(calls[0]["function"], {"name": "get_mode", "arguments": ""})
        self.assertTrue(calls[0]["id"].startswith("chatcmpl-tool-"))
        arguments = "".join(call["function"]["arguments"] for call in calls)
        self.assertEqual(json.loads(arguments), {"host": "x"})
        self.assertEqual(choices[-1]["finish_reason"], "tool_calls")

    def test_no_tool_that_is_not_mentioned_and_no_second_call_after_its_result(self):
        _, answer = self.run_.post(PATH, asks("good morning", tools=TOOLS))
        self.assertEqual(answer["choices"][0]["finish_reason"], "stop")
        body = asks("get_mode", tools=TOOLS)
        body["messages"].append({"role": "tool", "content": "desktop"})
        _, answer = self.run_.post(PATH, body)
        self.assertEqual(answer["choices"][0]["message"]["content"], "The tool answered: desktop")

    def test_tools_need_the_flags(self):
        other = self.start("--gpu-memory-utilization", "0.05", VLLM_SIM_WEIGHTS_GIB="0.1")
        status, answer = other.await_ready().post(PATH, asks("get_mode", tools=TOOLS))
        self.assertEqual(status, 400)
        self.assertIn("--enable-auto-tool-choice", answer["error"]["message"])


class Reply(StandInTest):
    def test_the_environment_may_say_what_is_answered(self):
        run = self.start(VLLM_SIM_REPLY="All is well").await_ready()
        _, answer = run.post(PATH, asks("how is it?"))
        self.assertEqual(answer["choices"][0]["message"]["content"], "All is well")
