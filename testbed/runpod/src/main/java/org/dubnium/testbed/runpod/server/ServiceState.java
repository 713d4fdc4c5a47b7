package org.dubnium.testbed.runpod.server;

/**
 * How a pod's service is now.
 *
 * @param answers whether it answers at all
 * @param load how busy its GPUs are, in percent
 */
record ServiceState(boolean answers, int load) {}
