/**
 * A client of RunPod's REST API v2. Its interface facts are those of RunPod's OpenAPI document, version
 * 2.0.0, which the tests hold it against.
 */
@NullMarked
package org.dubnium.fleet.runpod;

import org.jspecify.annotations.NullMarked;
