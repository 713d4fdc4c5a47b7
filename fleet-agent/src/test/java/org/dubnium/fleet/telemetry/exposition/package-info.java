@NullMarked
package org.dubnium.fleet.telemetry.exposition;

import org.jspecify.annotations.NullMarked;
