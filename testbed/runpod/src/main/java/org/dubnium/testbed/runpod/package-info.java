/**
 * A stand-in of RunPod's REST API v2, in memory: deterministic, without sockets or threads. Its
 * interface is that of {@code openapi-v2.json}, RunPod's own description.
 */
@NullMarked
package org.dubnium.testbed.runpod;

import org.jspecify.annotations.NullMarked;
