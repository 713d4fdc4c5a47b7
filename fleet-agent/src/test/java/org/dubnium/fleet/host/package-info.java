@NullMarked
package org.dubnium.fleet.host;

import org.jspecify.annotations.NullMarked;
