package org.dubnium.testbed.runpod.catalog;

/** Whose hardware: RunPod's own or the community's. */
public enum Cloud {
  SECURE,
  COMMUNITY
}
