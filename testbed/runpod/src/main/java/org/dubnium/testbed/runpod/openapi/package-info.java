/** RunPod's own description of its API, and what holds calls and answers against it. */
@NullMarked
package org.dubnium.testbed.runpod.openapi;

import org.jspecify.annotations.NullMarked;
