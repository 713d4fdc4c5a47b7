package org.dubnium.daemon.observe;

import org.dubnium.daemon.port.AudioProbe;
import org.dubnium.daemon.port.ClusterNode;
import org.dubnium.daemon.port.GpuProbe;
import org.dubnium.daemon.port.ModelServer;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.daemon.port.ServedModelProbe;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.port.UnitManager;

/** The ports that an observation reads. */
public record Probes(
    UnitManager units,
    SessionMonitor sessions,
    GpuProbe gpus,
    ProcTable proc,
    AudioProbe audio,
    ServedModelProbe models,
    ModelServer server,
    ClusterNode cluster) {}
