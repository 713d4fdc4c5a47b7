package org.dubnium.fleet.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.dubnium.fleet.service.FleetSummary;
import org.jspecify.annotations.Nullable;

/** The fleet and its Slurm cluster in a few numbers: {@code GET /api/cluster/status}. */
record ClusterStatus(
    @JsonUnwrapped FleetSummary fleet,
    SlurmMetrics.@Nullable Brief slurm,
    @Nullable String lastUpdated) {}
