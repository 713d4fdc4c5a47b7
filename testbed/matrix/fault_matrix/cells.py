"""What the matrix consists of: steps, faults, and which cell of the two makes sense. Pure."""
from dataclasses import asdict, dataclass
import random

# A step is struck when it is about to be done; two faults also when it is done and not yet recorded.
DOING = "doing"
DONE = "done"

# So many cells at most on one machine: its logs stay short, and a run has enough portions to share out.
BATCH = 20

JOBS = ("start-unit", "stop-unit")
UNITS = JOBS + ("set-unit-properties",)

# The unit by which the workstation is a node of a cluster, and what that node is, as its controller tells it: one
# that takes jobs, none, one that is noted as still to be deleted, or what nobody can tell.
MEMBER = "slurm-node.service"
TAKES_JOBS, GONE, LEFT, UNKNOWN = "takes jobs", "gone", "a leftover", "unknown"


@dataclass(frozen=True)
class Step:
    """A step of a plan; `index` counts from 0, as the journal's lists do."""

    index: int
    kind: str
    subject: str

    def title(self):
        """The same on every run: sessions get a new number with every login."""
        match self.kind:
            case "terminate-session":
                return "end the graphical session"
            case "await-gpu-release":
                return "await the release of the GPU"
            case "set-unit-properties":
                return f"set the weights of {self.subject}"
            case "select-model":
                return f"select the model {self.subject}"
            case "assert-mode":
                return f"check that the mode is {self.subject}"
            case "drain-slurm-node":
                return "take the node out of its cluster"
            case _:
                return f"{self.kind.removesuffix('-unit')} {self.subject}"


@dataclass(frozen=True)
class Transition:
    """A move from one mode to another; with a model, a swap to that in the mode that holds.

    `cluster` says whether the workstation is a node of a Slurm cluster in compute.
    """

    origin: str
    to: str
    steps: tuple[Step, ...]
    model: str = ""
    cluster: bool = False

    def title(self):
        if self.model:
            return f"swap to {self.model}, in {self.to}"
        return f"{self.origin} → {self.to}" + (", node of a cluster" if self.cluster else "")


@dataclass(frozen=True)
class Fault:
    """What can happen, and to which kinds of step: None is every kind; `cluster`: only where there is one."""

    name: str
    title: str
    moments: tuple[str, ...] = (DOING,)
    kinds: tuple[str, ...] | None = None
    cluster: bool = False

    def applies_to(self, way, step):
        return (self.kinds is None or step.kind in self.kinds) and (way.cluster or not self.cluster)


FAULTS = (
    Fault("kill", "SIGKILL of the daemon", moments=(DOING, DONE)),
    Fault("power", "power loss", moments=(DOING, DONE)),
    Fault("job-failure", "job failure", kinds=JOBS),
    Fault("job-time-out", "job time-out", kinds=JOBS),
    Fault("masked", "unit masked meanwhile", kinds=UNITS),
    Fault("nvml-error", "NVML error"),
    Fault("nvml-hang", "NVML hang"),
    Fault("nvml-gone", "NVML library gone"),
    Fault("gpu-lost", "GPU lost"),
    Fault("bus-restart", "bus restart"),
    Fault("logind-restart", "logind restart"),
    Fault("disk-full", "disk full"),
    Fault("audit-unwritable", "audit log unwritable"),
    Fault("clock-forward", "clock jumps an hour forward"),
    Fault("clock-back", "clock jumps an hour back"),
    Fault("client-vanishes", "client vanishes"),
    Fault("cancel", "cancel"),
    Fault("controller-gone", "Slurm's controller gone", cluster=True),
)

# The transitions, in an order in which each begins where the one before it ends; those of a node of a cluster last.
SWAPPED, SERVED = "small", "large"
ROUND = (
    ("desktop", "studio-local", "", False),
    ("studio-local", "compute", "", False),
    ("compute", "studio-local", "", False),
    ("studio-local", "desktop", "", False),
    ("desktop", "compute", "", False),
    ("compute", "compute", SWAPPED, False),
    ("compute", "desktop", "", False),
    ("desktop", "compute", "", True),
    ("compute", "desktop", "", True),
)


@dataclass(frozen=True)
class Cell:
    """One step of one transition, one fault, one moment."""

    origin: str
    to: str
    step: Step
    fault: str
    moment: str
    model: str = ""
    cluster: bool = False

    def name(self):
        """Unique, and fit for a folder's name."""
        way = f"{self.origin}-to-{self.model or self.to}{'-node' if self.cluster else ''}"
        return f"{way}-{self.step.index + 1:02}-{self.fault}-{self.moment}"

    def journal_write(self):
        """How many times the journal has been written before the write that announces the moment.

        The plan is written first, then each step twice.
        """
        return 1 + 2 * self.step.index + (self.moment == DONE)

    def to_json(self):
        return asdict(self)

    @staticmethod
    def from_json(fields):
        return Cell(**{**fields, "step": Step(**fields["step"])})


def cells_of(transitions):
    """Every cell that applies, row by row."""
    return [
        Cell(way.origin, way.to, step, fault.name, moment, way.model, way.cluster)
        for way in transitions
        for step in way.steps
        for fault in FAULTS
        if fault.applies_to(way, step)
        for moment in fault.moments
    ]


def select(cells, origin=None, to=None, fault=None, step="", cluster=None, seed=0, count=None):
    """The cells that a person asked for, by a word of the step's kind or subject too; with a count, so many of
    them, drawn by the seed.
    """
    chosen = [
        cell
        for cell in cells
        if origin in (None, cell.origin)
        and to in (None, cell.to)
        and fault in (None, cell.fault)
        and step in f"{cell.step.kind} {cell.step.subject}"
        and cluster in (None, cell.cluster)
    ]
    if count is not None and count < len(chosen):
        drawn = set(random.Random(seed).sample(range(len(chosen)), count))
        chosen = [cell for index, cell in enumerate(chosen) if index in drawn]
    return chosen


def batches_of(cells, size):
    """Portions for one machine each: cells of one transition, at most `size` of them."""
    batches = []
    for cell in cells:
        last = batches[-1] if batches else []
        if last and len(last) < size and same_way(last[0], cell):
            last.append(cell)
        else:
            batches.append([cell])
    return batches


def same_way(one, other):
    """Whether two cells are of one transition."""
    return (one.origin, one.to, one.model, one.cluster) == (other.origin, other.to, other.model, other.cluster)


def transitions_from_json(plan):
    """The transitions of a plan as `survey` wrote it."""
    return tuple(
        Transition(**{**way, "steps": tuple(Step(**step) for step in way["steps"])})
        for way in plan["transitions"]
    )
