package org.dubnium.fleet.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables by which a pod of the Slurm cluster knows what it is to join. */
public final class SlurmVariables {

  /** Holds munge's key in Base64; its value is a secret. */
  public static final String MUNGE_KEY = "DUBNIUM_MUNGE_KEY";

  static final String HEAD = "DUBNIUM_SLURM_HEAD";
  static final String USERS = "DUBNIUM_USERS";

  private SlurmVariables() {}

  /**
   * Those of a role, besides the key.
   *
   * @param users whose jobs may run there, each as {@code NAME:UID}: Slurm runs a job by the uid of
   *     who submitted it, which has to be known on every node
   */
  public static Map<String, String> of(
      PodRole role, Optional<SlurmHead> head, List<String> users) {
    Map<String, String> variables = new TreeMap<>();
    if (role.joinsCluster()) {
      variables.put(USERS, String.join(",", users));
    }
    if (role == PodRole.WORKER) {
      head.ifPresent(each -> variables.put(HEAD, each.host()));
    }
    return variables;
  }
}
