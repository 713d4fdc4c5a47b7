/**
 * How measurements become few bytes and come back: pure, with no idea of files or of time that
 * passes. Everything that decodes refuses what it cannot have written itself.
 */
@NullMarked
package org.dubnium.fleet.telemetry.store.codec;

import org.jspecify.annotations.NullMarked;
