package org.dubnium.fleet.pod.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.pod.CreateRequests;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodFingerprint;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.SlurmVariables;
import org.dubnium.fleet.pod.store.PodEvent;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.RunpodException;

/**
 * Creates a pod: writes down its name, asks once, writes down what came of it. If that is not known, the
 * intent stays unsettled, and nothing more is asked for until listings have shown.
 */
final class PodCreation {

  /** Failures that say nothing about the declaration. */
  private static final Set<RunpodException.Kind> CONCERN_THE_FLEET =
      Set.of(
          RunpodException.Kind.UNAUTHORIZED,
          RunpodException.Kind.FORBIDDEN,
          RunpodException.Kind.INSUFFICIENT_BALANCE,
          RunpodException.Kind.RATE_LIMITED);

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int NONCE_LENGTH = 6;

  private final ReconcilerPorts ports;
  private final FleetMemory memory;
  private final CatalogCache catalog;

  PodCreation(ReconcilerPorts ports, FleetMemory memory, CatalogCache catalog) {
    this.ports = ports;
    this.memory = memory;
    this.catalog = catalog;
  }

  /**
   * Asks for one candidate after another, until one is not refused for lack of it.
   *
   * @return why there is no pod; empty if there is
   * @throws RunpodException if the next candidate would not fare better, or if it may be there
   */
  Optional<String> create(PodTask.Create task)
      throws RunpodException, PodStoreException, InterruptedException {
    PodDeclaration declaration = task.declaration();
    Map<String, Secret> secrets = new HashMap<>();
    for (String credential : declaration.container().secrets().values()) {
      Optional<String> value =
          ports.secrets().apply(credential).filter(text -> !text.isBlank());
      if (value.isEmpty()) {
        return Optional.of(
            ("cannot create a pod of %s without the credential '%s' (give it to"
                    + " fleet-agent.service with LoadCredential=%s:FILE in a drop-in, and restart it)")
                .formatted(declaration.name(), credential, credential));
      }
      secrets.put(credential, new Secret(value.get()));
    }
    String refusal = "";
    for (PodCandidate candidate : task.candidates()) {
      Optional<RunpodException> lack = ask(task, candidate, secrets);
      if (lack.isEmpty()) {
        return Optional.empty();
      }
      refusal = String.valueOf(lack.get().getMessage());
    }
    catalog.forget();
    memory.holds.lacked(declaration.name(), refusal, ports.nanoTime().getAsLong());
    return Optional.of(memory.holds.breaker(declaration.name()).reason());
  }

  private Optional<RunpodException> ask(
      PodTask.Create task, PodCandidate candidate, Map<String, Secret> secrets)
      throws RunpodException, PodStoreException, InterruptedException {
    PodDeclaration declaration = task.declaration();
    PodName name = new PodName(task.fleet(), task.slot(), nonce());
    ports
        .store()
        .open(
            PodIntent.open(
                name,
                candidate.gpu(),
                candidate.pricePerHour(),
                PodFingerprint.of(declaration, task.head()),
                ports.clock().instant()));
    try {
      Pod pod =
          ports
              .api()
              .createPod(
                  CreateRequests.of(
                      declaration,
                      name,
                      candidate,
                      secrets,
                      SlurmVariables.of(declaration.role(), task.head(), ports.jobUsers())));
      memory.holds.created(declaration.name());
      ports
          .store()
          .found(
              name,
              pod.id(),
              PodIntent.State.SETTLED,
              Optional.of(event(name, "created: " + described(candidate))));
      return Optional.empty();
    } catch (RunpodException e) {
      String reason = String.valueOf(e.getMessage());
      if (e.mayHaveTakenEffect()) {
        ports.store().event(event(name, reason));
        throw e;
      }
      ports.store().close(name, reason, event(name, reason));
      if (e.kind() == RunpodException.Kind.REJECTED) {
        return Optional.of(e);
      }
      if (!CONCERN_THE_FLEET.contains(e.kind())) {
        memory.holds.failed(declaration.name(), reason, ports.nanoTime().getAsLong());
      }
      throw e;
    }
  }

  private static String described(PodCandidate candidate) {
    return "%s in the %s cloud%s at %s an hour"
        .formatted(
            candidate.gpu(),
            candidate.cloud(),
            candidate.dataCenter().map(id -> ", " + id + ",").orElse(""),
            candidate.pricePerHour());
  }

  private PodEvent event(PodName name, String outcome) {
    return new PodEvent(
        ports.clock().instant(), TaskRunner.AGENT, name.toString(), "create", outcome);
  }

  private String nonce() {
    StringBuilder nonce = new StringBuilder(NONCE_LENGTH);
    for (int i = 0; i < NONCE_LENGTH; i++) {
      nonce.append(ALPHABET.charAt(ports.random().nextInt(ALPHABET.length())));
    }
    return nonce.toString();
  }
}
