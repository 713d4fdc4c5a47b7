"""How each fault is made ready, strikes, is taken away, and what is put back in order after the cell.

Nothing here touches the machine outside: no clock is set, and what is mounted, masked or preloaded is
this machine's own and gone with it.
"""
import os
import shutil
import signal
import struct

from . import cluster, units
from .host import STATE, call, run, active_job, SERVICE

LIBRARY = "/usr/lib/dubnium-testbed/libnvidia-ml.so.1"
SPARE = "/var/tmp/matrix-state"
FILLER = STATE + "/matrix-filler"
CLOCK = "/run/matrix-clock"
CLOCK_LIBRARY = "/usr/lib/dubnium-testbed/clock-shift.so"
CLOCK_DROP_IN = "/run/systemd/system/mode-controller.service.d/90-matrix.conf"
DAEMON = "mode-controller.service"
# The audit log must be the longest file that the daemon writes, to be the only one that hits a limit.
LONG_ENOUGH = 48 * 1024


# Seconds within which a cell must have ended, from when the daemon is let go.
LIMIT = 60


class Fault:
    """Does nothing; the faults below say what they do differently."""

    limit = LIMIT

    # The daemon or its bus goes away under the client.
    away = False
    # Nothing can be recorded before it is taken away.
    mutes_record = False
    # Nobody can ask logind before it is taken away.
    mutes_logind = False

    def __init__(self, cell):
        self.cell = cell
        self._over = False

    def prepare(self):
        """Before the transition is asked for."""

    def strike(self, daemon, client):
        """While the daemon, a pid, stands at the gate and the client, a process, waits."""

    def end(self):
        """Takes the fault away, once."""
        if not self._over:
            self._over = True
            self.lift()

    def lift(self):
        """How it is taken away."""

    def clean(self):
        """After the verdict: what only the tester needed is undone."""


class Kill(Fault):
    away = True

    def strike(self, daemon, client):
        os.kill(daemon, signal.SIGKILL)


class Power(Fault):
    """The outside pulls the plug when it reads this."""

    away = True

    def strike(self, daemon, client):
        os.sync()
        print("cut-power", flush=True)
        signal.pause()


class JobFailure(Fault):
    def strike(self, daemon, client):
        step = self.cell.step
        (units.fail_start if step.kind == "start-unit" else units.fail_stop)(step.subject)

    def lift(self):
        units.lift(self.cell.step.subject)


class JobTimeOut(JobFailure):
    def strike(self, daemon, client):
        step = self.cell.step
        (units.delay_start if step.kind == "start-unit" else units.delay_stop)(step.subject)


class Masked(JobFailure):
    def strike(self, daemon, client):
        units.mask(self.cell.step.subject)


class NvmlFault(Fault):
    """Every call of the library answers so, or not at all."""

    setting = ("all", "code=999")

    def strike(self, daemon, client):
        run("gpu-sim", "fault", "set", *self.setting)

    def lift(self):
        run("gpu-sim", "fault", "clear")


class NvmlHang(NvmlFault):
    setting = ("all", "hang")


class GpuLost(NvmlFault):
    """As a GPU that falls off its bus: an XID 79, then every call about it says so."""

    setting = ("all@0", "code=15")

    def strike(self, daemon, client):
        run("gpu-sim", "xid", "0", "79")
        super().strike(daemon, client)


class NvmlGone(Fault):
    """A library that is mapped stays so; the daemon has to come back without it."""

    away = True

    def strike(self, daemon, client):
        os.rename(LIBRARY, LIBRARY + ".gone")
        os.kill(daemon, signal.SIGKILL)

    def lift(self):
        if os.path.exists(LIBRARY + ".gone"):
            os.rename(LIBRARY + ".gone", LIBRARY)


class BusRestart(Fault):
    """systemd 257's logind does not come back to a bus that was restarted, on any machine: it has to
    be restarted too, which is what takes this fault away."""

    away = True
    mutes_logind = True

    def strike(self, daemon, client):
        run("systemctl", "restart", "dbus.service")

    def lift(self):
        run("systemctl", "restart", "systemd-logind.service")


class LogindRestart(Fault):
    def strike(self, daemon, client):
        run("systemctl", "restart", "systemd-logind.service")


class DiskFull(Fault):
    """The state directory is a small file system of its own for the length of the cell."""

    mutes_record = True

    def prepare(self):
        run("systemctl", "stop", DAEMON)
        shutil.rmtree(SPARE, ignore_errors=True)
        shutil.copytree(STATE, SPARE)
        run("mount", "-t", "tmpfs", "-o", "size=8M,mode=755", "tmpfs", STATE)
        shutil.copytree(SPARE, STATE, dirs_exist_ok=True)
        run("systemctl", "start", DAEMON)

    def strike(self, daemon, client):
        with open(FILLER, "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                return

    def lift(self):
        if os.path.exists(FILLER):
            os.remove(FILLER)

    def clean(self):
        if os.path.ismount(STATE):
            run("systemctl", "stop", DAEMON)
            shutil.rmtree(SPARE)
            shutil.copytree(STATE, SPARE)
            run("umount", STATE)
            shutil.copytree(SPARE, STATE, dirs_exist_ok=True)
            run("systemctl", "start", DAEMON)


class AuditUnwritable(Fault):
    """No file of the daemon's may become longer than its audit log is now."""

    mutes_record = True

    def __init__(self, cell):
        super().__init__(cell)
        self.daemon = None

    def prepare(self):
        while audit_length() < LONG_ENOUGH:
            run("mode", "request", self.cell.origin)

    def strike(self, daemon, client):
        self.daemon = daemon
        run("prlimit", f"--pid={daemon}", f"--fsize={audit_length()}:unlimited")

    def lift(self):
        if self.daemon and os.path.isdir(f"/proc/{self.daemon}"):
            run("prlimit", f"--pid={self.daemon}", "--fsize=unlimited:unlimited")


class ClockForward(Fault):
    """The daemon's own clock: the kernel's is also that of the machine outside (clock_shift.c)."""

    jump = 3600

    def prepare(self):
        set_clock(0)
        units.write(
            CLOCK_DROP_IN,
            f"[Service]\nEnvironment=LD_PRELOAD={CLOCK_LIBRARY} CLOCK_SHIFT_FILE={CLOCK}\n",
        )
        units.reload()
        run("systemctl", "restart", DAEMON)

    def strike(self, daemon, client):
        set_clock(self.jump)

    def lift(self):
        set_clock(0)

    def clean(self):
        os.remove(CLOCK_DROP_IN)
        units.reload()
        run("systemctl", "restart", DAEMON)


class ClockBack(ClockForward):
    jump = -3600


class ClientVanishes(Fault):
    def strike(self, daemon, client):
        os.killpg(client.pid, signal.SIGKILL)


class Cancel(Fault):
    def strike(self, daemon, client):
        call(active_job(), SERVICE + ".Job", "Cancel")


class ControllerGone(Fault):
    """Slurm's controller dies. Each question to it takes seconds from then on."""

    limit = 90

    def strike(self, daemon, client):
        run("systemctl", "kill", "--signal=SIGKILL", cluster.CONTROLLER)

    def lift(self):
        run("systemctl", "restart", cluster.CONTROLLER)


KINDS = {
    "kill": Kill,
    "power": Power,
    "job-failure": JobFailure,
    "job-time-out": JobTimeOut,
    "masked": Masked,
    "nvml-error": NvmlFault,
    "nvml-hang": NvmlHang,
    "nvml-gone": NvmlGone,
    "gpu-lost": GpuLost,
    "bus-restart": BusRestart,
    "logind-restart": LogindRestart,
    "disk-full": DiskFull,
    "audit-unwritable": AuditUnwritable,
    "clock-forward": ClockForward,
    "clock-back": ClockBack,
    "client-vanishes": ClientVanishes,
    "cancel": Cancel,
    "controller-gone": ControllerGone,
}


def fault_of(cell):
    """The fault of a cell, to be used once."""
    return KINDS[cell.fault](cell)


def set_clock(seconds):
    """How much the daemon's clock is ahead. The file is mapped: it is never made shorter."""
    file = os.open(CLOCK, os.O_WRONLY | os.O_CREAT, 0o644)
    os.pwrite(file, struct.pack("=q", seconds), 0)
    os.close(file)


def audit_length():
    return os.path.getsize(STATE + "/events.jsonl")
