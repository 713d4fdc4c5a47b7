package org.dubnium.fleet.pod.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;

/**
 * That a pod was asked for, or adopted, and what became of it. It is on the disk before RunPod is
 * asked, so that no pod is ever there that nobody wrote down.
 *
 * @param name unique
 * @param gpu id of its GPU type
 * @param expected what it was to cost per hour when it was asked for
 * @param rate the most that RunPod has said it costs per hour; zero before it said anything
 * @param content fingerprint of what it was made of; empty if that is not known
 * @param opened when it was asked for
 * @param podId given by RunPod; empty before it is known
 * @param reason why it is closed; empty while it is not
 */
public record PodIntent(
    PodName name,
    String gpu,
    Usd expected,
    Usd rate,
    Optional<String> content,
    Instant opened,
    State state,
    Optional<String> podId,
    Optional<String> reason) {

  /** What is known of the pod. */
  public enum State {
    /** It was asked for; whether there is one is not known. */
    UNSETTLED,
    /** RunPod said that it is there; no listing has had it yet. */
    SETTLED,
    /** A listing has had it. */
    LISTED,
    /** It was not made, or is gone. */
    CLOSED;

    /** As kept: {@code unsettled}. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** That a pod is about to be asked for. */
  public static PodIntent open(
      PodName name, String gpu, Usd expected, String content, Instant now) {
    return new PodIntent(
        name,
        gpu,
        expected,
        Usd.ZERO,
        Optional.of(content),
        now,
        State.UNSETTLED,
        Optional.empty(),
        Optional.empty());
  }

  public SlotId slot() {
    return name.slot();
  }

  public boolean isOpen() {
    return state != State.CLOSED;
  }

  /** What it costs per hour while it runs, at the most that anybody has said. */
  public Usd highestRate() {
    return rate.compareTo(expected) > 0 ? rate : expected;
  }
}
