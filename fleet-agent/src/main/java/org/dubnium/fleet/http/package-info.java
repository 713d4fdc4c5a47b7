/** The HTTP API, its events, and the dashboard's files. */
@NullMarked
package org.dubnium.fleet.http;

import org.jspecify.annotations.NullMarked;
