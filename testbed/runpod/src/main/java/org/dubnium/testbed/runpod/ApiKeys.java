package org.dubnium.testbed.runpod;

import java.util.HashMap;
import java.util.Map;

/** The account's API keys. There is one from the start, {@link #FIRST}. */
public final class ApiKeys {

  /** A key with all rights. */
  public static final String FIRST = "rpa_first";

  /** What a key may do. */
  public enum Rights {
    ALL,
    READ_ONLY,
    /** A valid key without access to anything: 403. */
    NONE,
    /** No longer valid: 401. */
    REVOKED
  }

  private final Map<String, Rights> keys = new HashMap<>();

  ApiKeys() {
    keys.put(FIRST, Rights.ALL);
  }

  /** Adds a key, or changes its rights. */
  public void put(String key, Rights rights) {
    keys.put(key, rights);
  }

  /** Whether a call may be made; if not, why. */
  void admit(StandInRequest request) {
    String authorization = request.header("Authorization").orElse("");
    if (!authorization.startsWith("Bearer ")) {
      throw new Problem(401, "missing bearer token");
    }
    Rights rights = keys.getOrDefault(authorization.substring(7).strip(), Rights.REVOKED);
    if (rights == Rights.REVOKED) {
      throw new Problem(401, "invalid API key");
    }
    if (rights == Rights.NONE || (rights == Rights.READ_ONLY && !request.method().equals("GET"))) {
      throw new Problem(403, "access denied");
    }
  }
}
