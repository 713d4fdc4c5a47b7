@NullMarked
package org.dubnium.fleet.telemetry.prometheus;

import org.jspecify.annotations.NullMarked;
