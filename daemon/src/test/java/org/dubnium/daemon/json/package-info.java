@NullMarked
package org.dubnium.daemon.json;

import org.jspecify.annotations.NullMarked;
