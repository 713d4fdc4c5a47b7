@NullMarked
package org.dubnium.fleet.pod;

import org.jspecify.annotations.NullMarked;
