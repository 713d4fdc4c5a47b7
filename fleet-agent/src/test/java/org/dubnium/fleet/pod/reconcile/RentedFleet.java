package org.dubnium.fleet.pod.reconcile;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.IdlePolicy;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodStore;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.runpod.Deadlines;
import org.dubnium.fleet.runpod.RunpodClient;
import org.dubnium.testbed.runpod.ApiKeys;
import org.dubnium.testbed.runpod.RateLimits;
import org.dubnium.testbed.runpod.StandIn;
import org.dubnium.testbed.runpod.StandInSettings;

/** Two workers at the stand-in, kept by a reconciler whose rounds come when a test says so. */
public final class RentedFleet implements AutoCloseable {

  private static final String GPU = "NVIDIA GeForce RTX 4090";
  private static final int PORT = 8000;
  private static final int METRICS = 9400;

  /** Minutes from applying until the stand-in's pods answer. */
  private static final int TO_BE_READY = 6;

  private final VirtualTime time = new VirtualTime();
  private final PodStore store;

  public final StandIn standIn;
  public final RunpodClient client;
  public final Reconciler reconciler;

  /** How often the status changed. */
  public int changes;

  /** Declares them, and looks once. */
  public RentedFleet(Path directory) throws PodStoreException, InterruptedException {
    SplittableRandom random = new SplittableRandom(1);
    standIn =
        new StandIn(
            StandInSettings.standard().with(RateLimits.none()), time.real(), random.split());
    store = PodStore.open(directory.resolve("pods.db"), time.wall());
    StandInBridge bridge = new StandInBridge(time, standIn, new KillSwitch(), _ -> {});
    client =
        new RunpodClient(
            new OkHttpClient.Builder()
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .addInterceptor(bridge)
                .build(),
            HttpUrl.get("http://api.runpod.test"),
            () -> Optional.of(new Secret(ApiKeys.FIRST)),
            Deadlines.DEFAULT,
            time.wall());
    reconciler =
        new Reconciler(
            new ReconcilerPorts(
                client,
                store,
                targets -> {
                  Set<PodName> answering = new HashSet<>();
                  targets.forEach(
                      (name, target) ->
                          standIn
                              .answering(target.address().host(), target.address().port())
                              .filter(standIn::answers)
                              .ifPresent(_ -> answering.add(name)));
                  return answering;
                },
                WorkloadReadings.OF_GPUS,
                Optional::of,
                List.of("fleet-jobs:990"),
                time.wall(),
                time::nanoTime,
                random.split(),
                () -> changes++),
            Optional.of(declared(2)));
    round();
  }

  /** Workers with an idle policy, under a cap of five dollars an hour. */
  public static DeclaredFleet declared(int count) {
    return new DeclaredFleet(
        "lab",
        Usd.of(5),
        List.of(
            new PodDeclaration(
                "worker",
                count,
                List.of(GPU),
                1,
                List.of(PodDeclaration.Cloud.SECURE),
                List.of(),
                new PodContainer(
                    Optional.of("registry.example/worker:1.2.3"),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.of(50),
                    List.of(PORT + "/tcp", METRICS + "/http"),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    Optional.empty()),
                Optional.empty(),
                false,
                PodRole.PLAIN,
                Optional.of(
                    new ReadinessProbe(PORT, Optional.of("/health"), Duration.ofMinutes(30))),
                Optional.of(METRICS),
                Optional.of(new IdlePolicy(Duration.ofHours(1), Duration.ofMinutes(5))),
                Budget.NONE)));
  }

  /** Applies what is declared, and waits until it is ready. */
  public void apply() throws OperationException, InterruptedException {
    reconciler.apply(reconciler.plan(Selection.ALL).fingerprint(), Selection.ALL, "somebody");
    pass(TO_BE_READY);
  }

  /** RunPod's id of the pod in a slot. */
  public String id(int slot) {
    return reconciler.status().orElseThrow().slots().get(slot).pod().orElseThrow().id();
  }

  public InstantSource clock() {
    return time.wall();
  }

  /** Time in which nobody looks. */
  public void idle(Duration time) {
    this.time.pass(time);
  }

  /** One round. */
  public void round() throws InterruptedException {
    reconciler.reconcile();
  }

  /** Some minutes, with a round in each. */
  public void pass(int minutes) throws InterruptedException {
    for (int i = 0; i < minutes; i++) {
      time.pass(Duration.ofMinutes(1));
      standIn.advance();
      round();
    }
  }

  @Override
  public void close() {
    reconciler.close();
    store.close();
  }
}
