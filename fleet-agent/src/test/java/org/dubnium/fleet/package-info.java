@NullMarked
package org.dubnium.fleet;

import org.jspecify.annotations.NullMarked;
