package org.dubnium.fleet.runpod;

/**
 * Settings that pods can be created from: schema Template.
 *
 * @param serverless whether it is for workers, and no pod can be created from it
 */
public record Template(String id, String name, String image, boolean serverless) {}
