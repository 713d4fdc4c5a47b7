package org.dubnium.daemon.engine;

import org.dubnium.daemon.port.AuditLog;
import org.dubnium.daemon.port.BootMemory;
import org.dubnium.daemon.port.ClusterNode;
import org.dubnium.daemon.port.FailureReports;
import org.dubnium.daemon.port.GpuProbe;
import org.dubnium.daemon.port.ModelStore;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.port.ShutdownDelay;
import org.dubnium.daemon.port.StatusFiles;
import org.dubnium.daemon.port.TransitionJournal;
import org.dubnium.daemon.port.TransitionLock;
import org.dubnium.daemon.port.UnitManager;

/** The host and the stores, as the engine sees them. */
public record Ports(
    UnitManager units,
    SessionMonitor sessions,
    ShutdownDelay shutdown,
    GpuProbe gpus,
    ProcTable processes,
    FailureReports failures,
    ClusterNode cluster,
    TransitionJournal journal,
    AuditLog audit,
    TransitionLock lock,
    BootMemory memory,
    StatusFiles files,
    ModelStore models) {}
