package org.dubnium.fleet.pod.reconcile;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.dubnium.fleet.pod.store.PodStore;
import org.dubnium.fleet.runpod.RunpodApi;

/**
 * What a reconciler works with.
 *
 * @param secrets values of credentials by name; empty for one that was not given
 * @param jobUsers whose jobs pods of the Slurm cluster run, each as {@code NAME:UID}
 * @param clock for days of billing and for showing
 * @param nanoTime for every wait
 * @param random for names of pods
 * @param changed told after each change of the status; returns at once
 */
public record ReconcilerPorts(
    RunpodApi api,
    PodStore store,
    ProbeClient probes,
    WorkloadReadings workloads,
    Function<String, Optional<String>> secrets,
    List<String> jobUsers,
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator random,
    Runnable changed) {}
