"""vLLM's Prometheus text, with the names and labels of its V1 engine."""

import threading

_BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class _Histogram:
    def __init__(self):
        self.counts = [0] * len(_BUCKETS)
        self.sum = 0.0
        self.count = 0

    def observe(self, seconds):
        self.count += 1
        self.sum += seconds
        for i, bound in enumerate(_BUCKETS):
            self.counts[i] += seconds <= bound


class Metrics:
    """Counts requests and tokens; safe to use from several threads."""

    def __init__(self, model):
        self._labels = f'engine="0",model_name="{model}"'
        self._lock = threading.Lock()
        self._running = 0
        self._waiting = 0
        self.level = 0
        self._tokens = {"prompt": 0, "generation": 0}
        self._finished = {"stop": 0, "length": 0, "abort": 0}
        self._first_token = _Histogram()
        self._latency = _Histogram()

    def begin(self):
        with self._lock:
            self._running += 1

    def wait(self):
        """A request that the engine never takes up."""
        with self._lock:
            self._waiting += 1

    def sleeps(self, level):
        """The engine sleeps at this level; 0: it is awake."""
        with self._lock:
            self.level = level

    def requests(self):
        """How many were answered."""
        with self._lock:
            return sum(self._finished.values())

    def first_token(self, seconds):
        with self._lock:
            self._first_token.observe(seconds)

    def end(self, reason, prompt, generated, seconds):
        """vLLM knows no `tool_calls` here: for the engine that is a stop."""
        with self._lock:
            self._running -= 1
            self._finished["stop" if reason == "tool_calls" else reason] += 1
            self._tokens["prompt"] += prompt
            self._tokens["generation"] += generated
            self._latency.observe(seconds)

    def text(self):
        with self._lock:
            return "\n".join(self._lines()) + "\n"

    def _lines(self):
        labels = self._labels
        yield from _family("num_requests_running", "gauge", "Requests being executed.")
        yield f"vllm:num_requests_running{{{labels}}} {float(self._running)}"
        yield from _family("num_requests_waiting", "gauge", "Requests waiting to be processed.")
        yield f"vllm:num_requests_waiting{{{labels}}} {float(self._waiting)}"
        yield from _family("kv_cache_usage_perc", "gauge", "KV-cache usage. 1 means 100 percent.")
        yield f"vllm:kv_cache_usage_perc{{{labels}}} {min(1.0, self._running / 100)}"
        yield from _family("engine_sleep_state", "gauge", "Engine sleep state; awake = 0 means sleeping.")
        for level, name in enumerate(("awake", "weights_offloaded", "discard_all")):
            state = f'vllm:engine_sleep_state{{{labels},sleep_state="{name}"}}'
            yield f"{state} {float(self.level == level)}"
        for kind, count in self._tokens.items():
            yield from _family(f"{kind}_tokens_total", "counter", f"Number of {kind} tokens.")
            yield f"vllm:{kind}_tokens_total{{{labels}}} {float(count)}"
        yield from _family("request_success_total", "counter", "Requests finished, by reason.")
        for reason, count in self._finished.items():
            series = f'vllm:request_success_total{{{labels},finished_reason="{reason}"}}'
            yield f"{series} {float(count)}"
        yield from self._histogram("time_to_first_token_seconds", self._first_token)
        yield from self._histogram("e2e_request_latency_seconds", self._latency)

    def _histogram(self, name, histogram):
        yield from _family(name, "histogram", f"Histogram of {name.replace('_', ' ')}.")
        for bound, count in zip(_BUCKETS, histogram.counts):
            yield f'vllm:{name}_bucket{{{self._labels},le="{bound}"}} {float(count)}'
        yield f'vllm:{name}_bucket{{{self._labels},le="+Inf"}} {float(histogram.count)}'
        yield f"vllm:{name}_count{{{self._labels}}} {float(histogram.count)}"
        yield f"vllm:{name}_sum{{{self._labels}}} {histogram.sum}"


def _family(name, kind, text):
    yield f"# HELP vllm:{name} {text}"
    yield f"# TYPE vllm:{name} {kind}"
