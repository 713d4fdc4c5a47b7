package org.dubnium.fleet.runpod;

/** Whose machines: schema Cloud. */
public enum Cloud {
  /** In data centres that RunPod vouches for. */
  SECURE,
  /** Of members of the community. */
  COMMUNITY,
  /** One that this version does not know. */
  UNKNOWN
}
