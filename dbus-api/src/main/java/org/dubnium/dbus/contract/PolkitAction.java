package org.dubnium.dbus.contract;

/** What polkit is asked about; the policy file says who may. */
public enum PolkitAction {
  /** A move that ends nothing. */
  REQUEST_MODE("request-mode"),
  /** A move that ends a session or a workload. */
  REQUEST_MODE_DISRUPTIVE("request-mode-disruptive"),
  /** The option {@code bypass}. */
  BYPASS_GUARD("bypass-guard"),
  /** {@code CreateDelegation}. */
  DELEGATE("delegate"),
  HOLD_MODE("hold-mode"),
  /** {@code Select} and {@code Remove} of a model. */
  MANAGE_MODELS("manage-models"),
  MANAGE_WORKLOADS("manage-workloads"),
  RELOAD("reload");

  private final String id;

  PolkitAction(String suffix) {
    this.id = "org.dubnium.ModeController." + suffix;
  }

  /** The action's id in polkit's files. */
  public String id() {
    return id;
  }
}
