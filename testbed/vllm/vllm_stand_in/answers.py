"""What the "model" says: predictable, so that tests can expect it."""

import dataclasses
import json


@dataclasses.dataclass(frozen=True)
class ToolCall:
    name: str
    arguments: str


@dataclasses.dataclass(frozen=True)
class Answer:
    """Either text, in tokens, or one tool call."""

    tokens: tuple
    tool_call: ToolCall | None
    finish_reason: str


class BadRequest(Exception):
    """The request is one that vLLM refuses with 400."""


def count_tokens(text):
    return len(text.split())


def prompt_of(body):
    """All text that a request carries."""
    if "messages" not in body:
        prompt = body.get("prompt", "")
        return prompt if isinstance(prompt, str) else " ".join(map(str, prompt))
    return " ".join(_text(message) for message in body["messages"])


def answer(body, settings, may_call_tools):
    """The answer to a chat or completion request, cut to its max_tokens."""
    if "messages" in body:
        if not body["messages"]:
            raise BadRequest("messages must not be empty")
        call = _tool_call(body, may_call_tools)
        if call:
            return Answer((), call, "tool_calls")
    said = settings.reply or _reply(body)
    words = said.split(" ")
    tokens = [word if i == 0 else " " + word for i, word in enumerate(words)]
    limit = body.get("max_completion_tokens") or body.get("max_tokens") or len(tokens)
    reason = "length" if limit < len(tokens) else "stop"
    return Answer(tuple(tokens[:limit]), None, reason)


def _reply(body):
    if "messages" not in body:
        return "and so it goes on."
    last = body["messages"][-1]
    if last.get("role") == "tool":
        return f"The tool answered: {_text(last)}"
    return f"You said: {_text(last)}"


def _tool_call(body, may_call_tools):
    """The tool that tool_choice names, or the first whose name the last user message mentions."""
    tools = body.get("tools") or []
    choice = body.get("tool_choice", "auto")
    if not tools or choice == "none":
        return None
    if isinstance(choice, dict):
        return ToolCall(choice["function"]["name"], "{}")
    if not may_call_tools:
        raise BadRequest(
            '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'
        )
    last = body["messages"][-1]
    names = [tool["function"]["name"] for tool in tools]
    mentioned = [name for name in names if name in _text(last)]
    if last.get("role") != "user" or (not mentioned and choice != "required"):
        return None
    tool = tools[names.index(mentioned[0])] if mentioned else tools[0]
    return ToolCall(tool["function"]["name"], json.dumps(_arguments(tool)))


def _arguments(tool):
    """A value for each required parameter."""
    parameters = tool["function"].get("parameters") or {}
    values = {"integer": 1, "number": 1.5, "boolean": True, "array": [], "object": {}}
    properties = parameters.get("properties") or {}
    return {
        name: values.get(properties.get(name, {}).get("type"), "x")
        for name in parameters.get("required", [])
    }


def _text(message):
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return " ".join(part.get("text", "") for part in content)
