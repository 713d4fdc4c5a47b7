package org.dubnium.fleet.pod;

import java.util.Comparator;

/**
 * A place in a declared fleet that one pod fills at a time: the second worker is slot 1 of the
 * declaration "worker".
 *
 * @param declaration its name
 * @param index from 0, below the declaration's count
 */
public record SlotId(String declaration, int index) implements Comparable<SlotId> {

  private static final Comparator<SlotId> ORDER =
      Comparator.comparing(SlotId::declaration).thenComparingInt(SlotId::index);

  public SlotId {
    if (!PodDeclaration.isName(declaration)
        || index < 0
        || index >= PodDeclaration.LARGEST_COUNT) {
      throw new IllegalArgumentException(
          "cannot use '" + declaration + "' and " + index + " as a slot of a declaration");
    }
  }

  @Override
  public int compareTo(SlotId other) {
    return ORDER.compare(this, other);
  }

  /** As people name it: {@code worker-1}. */
  @Override
  public String toString() {
    return declaration + "-" + index;
  }
}
