package org.dubnium.testbed.runpod;

/** Where a pod's port is reached. */
public record PublicPort(String ip, int port) {}
