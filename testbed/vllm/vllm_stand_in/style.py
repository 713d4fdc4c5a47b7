"""How the lines of each version of vLLM look, from 0.6 (engine V0) to 0.28."""

import dataclasses

_RESET = "\x1b[0;0m"
_CYAN = "\x1b[1;36m"


@dataclasses.dataclass(frozen=True)
class Style:
    """What differs between versions, of what the stand-in prints."""

    version: str

    def __post_init__(self):
        number = tuple(int(part) for part in self.version.split(".")[:2])
        object.__setattr__(self, "_number", number + (self._patch(),))

    def _patch(self):
        parts = self.version.split(".")
        return int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 0

    def since(self, *number):
        return self._number >= number

    @property
    def v0(self):
        return not self.since(0, 8)

    @property
    def server(self):
        """The name of the server process before its lines; empty for none."""
        return "APIServer" if self.since(0, 10, 1) else ""

    @property
    def engine(self):
        if self.since(0, 18):
            return "EngineCore"
        if self.since(0, 10, 2):
            return "EngineCore_DP0"
        return "EngineCore_0" if self.since(0, 10, 1) else ""

    def worker(self, rank):
        """The name of a rank of several."""
        if self.since(0, 10, 2):
            return f"Worker_TP{rank}"
        if self.since(0, 10, 1):
            return f"VllmWorker TP{rank}"
        if self.v0:
            return "VllmWorkerProcess" if rank else ""
        return f"VllmWorker rank={rank}"

    def prefix(self, process, pid):
        """What stands before a line: coloured up to 0.11, twice for a worker of 0.17."""
        if not process:
            return ""
        if self.since(0, 12):
            name = f"({process} pid={pid}) "
            nested = process.startswith("Worker_") and self.since(0, 17) and not self.since(0, 18)
            return f"(Worker pid={pid}) {name}" if nested else name
        return f"{_CYAN}({process} pid={pid}){_RESET} "

    def head(self, level, now, source):
        if self.since(0, 8):
            return f"{level} {now} [{source}] "
        return f"{level} {now} {source}] "

    def banner(self):
        """The lines with which the server begins."""
        if self.since(0, 15):
            return ["", "       █     █     █▄   ▄█", f" ▄▄ ▄█ █     █     █ ▀▄▀ █  version {self.version}"]
        return [f"vLLM API server version {self.version}"]

    def arguments(self, non_default):
        if self.since(0, 9):
            return f"non-default args: {non_default}"
        return f"args: Namespace({', '.join(f'{key}={value!r}' for key, value in non_default.items())})"

    def engine_begins(self, config):
        kind = "an LLM" if not self.since(0, 7, 1) else "a V0 LLM" if self.v0 else "a V1 LLM"
        return f"Initializing {kind} engine (v{self.version}) with config: {config}"

    def load_begins(self, model):
        # Model Runner V2 is the default of dense models.
        return "Loading model from scratch..." if self.since(0, 23) else f"Starting to load model {model}..."

    def model_loaded(self, gib, seconds):
        if not self.since(0, 8):
            return f"Loading model weights took {gib:.4f} GB"
        memory = " memory" if self.since(0, 11, 1) else ""
        return f"Model loading took {gib:.4f} GiB{memory} and {seconds:.6f} seconds"

    def compiled(self, seconds):
        return f"torch.compile {'took' if self.since(0, 18) else 'takes'} {seconds:.2f} s in total"

    def cache(self, tokens, length):
        """The lines that tell the size of the KV cache."""
        share = f"Maximum concurrency for {length:,} tokens per request: {tokens / length:.2f}x"
        if self.v0:
            return [f"# {'cuda' if self.since(0, 7) else 'GPU'} blocks: {tokens // 16}, # CPU blocks: 2048",
                    share.replace(",", "")]
        size = f"GPU KV cache size: {tokens:,} tokens"
        return [f"{size}, {share}"] if self.since(0, 28) else [size, share]

    def graph_bars(self):
        """The names of the bars of graph capture."""
        if self.since(0, 23):
            return ["Capturing CUDA graphs (PIECEWISE)", "Capturing CUDA graphs (FULL)"]
        if self.since(0, 10, 1):
            return ["Capturing CUDA graphs (mixed prefill-decode, PIECEWISE)", "Capturing CUDA graphs (decode, FULL)"]
        return ["Capturing CUDA graph shapes"]

    def engine_ready(self, seconds):
        unit = f"{seconds:.2f} s (compilation: 0.00 s)" if self.since(0, 20) else f"{seconds:.2f} seconds"
        return f"init engine (profile, create kv cache, warmup model) took {unit}"

    def serving(self, url):
        if self.since(0, 18):
            return f"Starting vLLM server on {url}"
        return f"Starting vLLM API server {'0 ' if self.since(0, 9, 1) else ''}on {url}"
