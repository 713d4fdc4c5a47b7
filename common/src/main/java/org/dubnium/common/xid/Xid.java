package org.dubnium.common.xid;

/**
 * What one XID code means. Get it from {@link XidCatalogue#of}.
 *
 * @param code NVIDIA's number
 * @param name a few words
 * @param kind whose fault it is
 * @param fatal whether the GPU can go on
 * @param recovery what brings it back, by the catalogue alone; see {@link XidHistory#recovery} for
 *     what a GPU needs
 */
public record Xid(long code, String name, XidClass kind, Fatality fatal, GpuRecovery recovery) {

  /** Whether the catalogue knows the code. */
  public boolean isKnown() {
    return kind != XidClass.UNKNOWN;
  }

  /**
   * Whether the GPU counts as out of order until it is recovered: surely fatal, or possibly and
   * nobody says that it may be ignored. So with every code that is not known. What only follows
   * another one counts if it can be fatal itself.
   */
  public boolean breaksGpu() {
    return fatal == Fatality.YES || (fatal == Fatality.MAYBE && !recovery.isNothing());
  }

  /** Whether it tells of another code and of nothing else: 45 and 154. */
  public boolean onlyFollows() {
    return kind == XidClass.INFORMATIONAL && recovery.follows();
  }

  /**
   * How much attention it deserves. Critical: surely fatal, or possibly, and either the hardware's
   * or a link's fault, or the GPU has to be treated. Info: the GPU goes on and nobody has to do
   * anything. Warning: all between, a program that failed and every unknown code included.
   */
  public XidSeverity severity() {
    return switch (fatal) {
      case YES -> XidSeverity.CRITICAL;
      case MAYBE -> breaksGpu() && isOfGpu() ? XidSeverity.CRITICAL : XidSeverity.WARNING;
      case NO ->
          kind == XidClass.APPLICATION || !(recovery.isNothing() || recovery.follows())
              ? XidSeverity.WARNING
              : XidSeverity.INFO;
    };
  }

  private boolean isOfGpu() {
    return kind == XidClass.HARDWARE
        || kind == XidClass.NVLINK
        || recovery == GpuRecovery.FOLLOW_154
        || recovery == GpuRecovery.CHECK_MECHANICALS
        || recovery == GpuRecovery.RESET_GPU;
  }

  /** {@code XID 79 (GPU fell off the bus)}. */
  @Override
  public String toString() {
    return "XID " + code + " (" + name + ")";
  }
}
