"""/v1/chat/completions and /v1/completions, whole or as server-sent events with vLLM's deltas."""

import json
import time
import uuid

from vllm_stand_in.answers import BadRequest, answer, count_tokens, prompt_of


def respond(handler, path, body):
    """Answers one request through `handler`."""
    arguments = handler.vllm.arguments
    model = body.get("model", arguments.served_model_name[0])
    if model not in arguments.served_model_name:
        handler.fail(404, "NotFoundError", f"The model `{model}` does not exist.")
        return
    prompt = count_tokens(prompt_of(body))
    if prompt > arguments.max_model_len:
        limit = arguments.max_model_len
        handler.fail(
            400,
            "BadRequestError",
            f"This model's maximum context length is {limit} tokens. However, your request has "
            f"{prompt} input tokens. Please reduce the length of the input messages.",
        )
        return
    try:
        said = answer(body, handler.vllm.settings, arguments.enable_auto_tool_choice)
    except BadRequest as refused:
        handler.fail(400, "BadRequestError", str(refused))
        return
    form = _Chat if path.endswith("/chat/completions") else _Completion
    _Response(handler, form(model), said, body, prompt).send()


def respond_pooling(handler, body):
    """The answer of a model that embeds: a vector as long as its one input."""
    model = body.get("model", handler.vllm.arguments.served_model_name[0])
    if model not in handler.vllm.arguments.served_model_name:
        handler.fail(404, "NotFoundError", f"The model `{model}` does not exist.")
        return
    tokens = count_tokens(str(body.get("input", "")))
    handler.vllm.metrics.begin()
    handler.vllm.metrics.end("stop", tokens, 0, 0)
    data = [{"index": 0, "object": "embedding", "embedding": [0.5] * tokens}]
    handler.reply_json(200, {"object": "list", "model": model, "data": data})


class _Chat:
    """The objects of the chat endpoint."""

    def __init__(self, model):
        self.head = _head("chatcmpl", model)

    def whole(self, said):
        message = {"role": "assistant", "content": "".join(said.tokens) or None, "tool_calls": []}
        if said.tool_call:
            message["tool_calls"] = [_call(said.tool_call, said.tool_call.arguments)]
        choice = {"index": 0, "message": message, "finish_reason": said.finish_reason}
        return self.head | {"object": "chat.completion", "choices": [choice]}

    def chunks(self, said):
        """Role first, then a token or a piece of arguments each; the last one says why it ended."""
        yield self._chunk({"role": "assistant", "content": ""}, None)
        if said.tool_call:
            yield self._chunk({"tool_calls": [{"index": 0} | _call(said.tool_call, "")]}, None)
            deltas = [
                {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}
                for piece in _pieces(said.tool_call.arguments)
            ]
        else:
            deltas = [{"content": token} for token in said.tokens]
        for i, delta in enumerate(deltas):
            yield self._chunk(delta, said.finish_reason if i == len(deltas) - 1 else None)

    def empty_chunk(self):
        return self.head | {"object": "chat.completion.chunk", "choices": []}

    def _chunk(self, delta, reason):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return self.empty_chunk() | {"choices": [choice]}


class _Completion:
    """The objects of the plain completion endpoint."""

    def __init__(self, model):
        self.head = _head("cmpl", model)

    def whole(self, said):
        return self._object("".join(said.tokens), said.finish_reason)

    def chunks(self, said):
        for i, token in enumerate(said.tokens):
            yield self._object(token, said.finish_reason if i == len(said.tokens) - 1 else None)

    def empty_chunk(self):
        return self.head | {"object": "text_completion", "choices": []}

    def _object(self, text, reason):
        choice = {"index": 0, "text": text, "logprobs": None, "finish_reason": reason}
        return self.empty_chunk() | {"choices": [choice]}


def _head(kind, model):
    return {"id": f"{kind}-{uuid.uuid4().hex}", "created": int(time.time()), "model": model}


def _call(call, arguments):
    function = {"name": call.name, "arguments": arguments}
    return {"id": f"chatcmpl-tool-{uuid.uuid4().hex}", "type": "function", "function": function}


def _pieces(text, size=5):
    return [text[i : i + size] for i in range(0, len(text), size)]


class _Response:
    """Sends one answer and counts it."""

    def __init__(self, handler, form, said, body, prompt):
        self._handler = handler
        self._form = form
        self._said = said
        self._stream = bool(body.get("stream"))
        self._with_usage = bool((body.get("stream_options") or {}).get("include_usage"))
        generated = len(said.tokens) or count_tokens(said.tool_call.arguments)
        self._usage = {
            "prompt_tokens": prompt,
            "completion_tokens": generated,
            "total_tokens": prompt + generated,
        }
        self._started = time.monotonic()
        self._ended = False

    def send(self):
        self._handler.vllm.metrics.begin()
        try:
            if self._stream:
                self._send_events()
            else:
                self._send_whole()
        except (BrokenPipeError, ConnectionResetError):
            self._end("abort")  # the client has gone

    def _end(self, reason):
        """Counts it, once. The engine is done before the client has the last byte."""
        if not self._ended:
            self._ended = True
            self._handler.vllm.metrics.end(
                reason,
                self._usage["prompt_tokens"],
                self._usage["completion_tokens"],
                time.monotonic() - self._started,
            )

    def _think(self):
        time.sleep(self._handler.vllm.settings.token_seconds)

    def _first_token(self):
        self._handler.vllm.metrics.first_token(time.monotonic() - self._started)

    def _send_whole(self):
        for _ in range(self._usage["completion_tokens"]):
            self._think()
        self._first_token()
        self._end(self._said.finish_reason)
        self._handler.reply_json(200, self._form.whole(self._said) | {"usage": self._usage})

    def _send_events(self):
        self._handler.begin_events()
        for i, chunk in enumerate(self._form.chunks(self._said)):
            self._handler.event(json.dumps(chunk))
            if i == 0:
                self._first_token()
            self._think()
        if self._with_usage:
            self._handler.event(json.dumps(self._form.empty_chunk() | {"usage": self._usage}))
        self._end(self._said.finish_reason)
        self._handler.event("[DONE]")
