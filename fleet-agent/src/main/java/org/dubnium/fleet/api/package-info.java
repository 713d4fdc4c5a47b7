/** The resources of the HTTP API: one class for each family of routes, and what they answer. */
@NullMarked
package org.dubnium.fleet.api;

import org.jspecify.annotations.NullMarked;
