@NullMarked
package org.dubnium.fleet.logs;

import org.jspecify.annotations.NullMarked;
