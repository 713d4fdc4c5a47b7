package org.dubnium.common.xid;

/** What is at fault in an XID: hardware, driver, application or a link. */
public enum XidClass {
  /** The GPU or its memory. */
  HARDWARE("hardware"),
  /** The driver or the GPU's firmware. */
  DRIVER("driver"),
  /** The program that ran on the GPU. */
  APPLICATION("application"),
  /** Nobody's: something was put right, or done as asked. */
  INFORMATIONAL("informational"),
  /** A link between GPUs, or between GPU and processor. */
  NVLINK("nvlink"),
  /** Heat or power. */
  THERMAL_POWER("thermal/power"),
  /** Named by NVIDIA; nobody documents that it is ever reported. */
  UNUSED("unused"),
  /** The catalogue does not know the code. */
  UNKNOWN("unknown");

  private final String text;

  XidClass(String text) {
    this.text = text;
  }

  /** As the catalogue writes it. */
  public String text() {
    return text;
  }
}
