/** What is measured: who reads it, where it is kept, and how it is asked for. */
@NullMarked
package org.dubnium.fleet.telemetry;

import org.jspecify.annotations.NullMarked;
