@NullMarked
package org.dubnium.fleet.alert;

import org.jspecify.annotations.NullMarked;
