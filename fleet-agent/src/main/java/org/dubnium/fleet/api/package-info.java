/**
 * The resources of the HTTP API: each parses a request, calls a use case, and writes the answer.
 * Uses all that the API shows, and the web application.
 */
@NullMarked
package org.dubnium.fleet.api;

import org.jspecify.annotations.NullMarked;
