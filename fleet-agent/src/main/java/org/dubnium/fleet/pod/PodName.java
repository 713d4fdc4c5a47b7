package org.dubnium.fleet.pod;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unique name by which a pod of ours is found again: {@code dub-lab-worker-1-k3f9x2}. RunPod's
 * names need not be unique; ours are, by a random part that is written down before the pod is
 * asked for.
 *
 * @param fleet which fleet it belongs to; lower-case letters and digits, at most 16
 * @param slot which it fills
 * @param nonce six lower-case letters and digits
 */
public record PodName(String fleet, SlotId slot, String nonce) {

  private static final Pattern FLEET = Pattern.compile("[a-z0-9]{1,16}");
  private static final Pattern NONCE = Pattern.compile("[a-z0-9]{6}");
  private static final Pattern NAME =
      Pattern.compile(
          "dub-(?<fleet>[a-z0-9]{1,16})-(?<declaration>[a-z0-9][a-z0-9-]{0,31})"
              + "-(?<index>0|[1-9][0-9]{0,3})-(?<nonce>[a-z0-9]{6})");

  public PodName {
    if (!isFleet(fleet) || !NONCE.matcher(nonce).matches()) {
      throw new IllegalArgumentException(
          "cannot name a pod of the fleet '" + fleet + "' with '" + nonce + "'");
    }
  }

  /** Whether a text can name a fleet. */
  public static boolean isFleet(String text) {
    return FLEET.matcher(text).matches();
  }

  /** Reads a name; empty if no Dubnium fleet gave it. */
  public static Optional<PodName> parse(String text) {
    Matcher name = NAME.matcher(text);
    if (!name.matches() || !PodDeclaration.isName(name.group("declaration"))) {
      return Optional.empty();
    }
    int index = Integer.parseInt(name.group("index"));
    return index >= PodDeclaration.LARGEST_COUNT
        ? Optional.empty()
        : Optional.of(
            new PodName(
                name.group("fleet"),
                new SlotId(name.group("declaration"), index),
                name.group("nonce")));
  }

  @Override
  public String toString() {
    return "dub-%s-%s-%d-%s".formatted(fleet, slot.declaration(), slot.index(), nonce);
  }
}
