@NullMarked
package org.dubnium.daemon.delegation;

import org.jspecify.annotations.NullMarked;
