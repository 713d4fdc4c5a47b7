/**
 * Reads the configuration, and reports every problem with its place. Uses the settings types of the
 * parts that it configures.
 */
@NullMarked
package org.dubnium.fleet.config;

import org.jspecify.annotations.NullMarked;
