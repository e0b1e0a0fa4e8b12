package io.nacre;

import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.adamW;
import static io.nacre.optimizer.Optimizers.ftrl;
import static io.nacre.optimizer.Optimizers.lion;
import static io.nacre.optimizer.Optimizers.rmsprop;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.nacre.optimizer.Adam;
import io.nacre.optimizer.Optimizer;
import io.nacre.optimizer.Optimizers;
import io.nacre.optimizer.Sgd;
import io.nacre.optimizer.Tunable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Options are set in any order: a wither gives the type back that it was called on, and asks for no other before it.
 */
class WithersTest {
    @Test
    void optionsAndSettingsOfOptimizersComeInAnyOrder() {
        Sgd first = sgd(0.01).withClipNorm(1).withMomentum(0.9).withNesterov();
        Sgd last = sgd(0.01).withNesterov().withMomentum(0.9).withClipNorm(1);
        assertEquals(first, last);
        Adam all = adam(0.1)
                .withGlobalClipNorm(1)
                .withWeightDecay(0.1)
                .withoutDecayFor("bias")
                .withEma(0.9)
                .withEmaOverwriteFrequency(5)
                .withGradientAccumulationSteps(2)
                .withAmsgrad();
        assertEquals(
                adam(0.1)
                        .withAmsgrad()
                        .withGradientAccumulationSteps(2)
                        .withEmaOverwriteFrequency(5)
                        .withEma(0.9)
                        .withoutDecayFor("bias")
                        .withWeightDecay(0.1)
                        .withGlobalClipNorm(1),
                all);
        assertEquals(
                List.of(
                        rmsprop(0.1).withCentered().withClipValue(1),
                        adamW(0.1).withEpsilon(1e-5).withClipValue(1),
                        ftrl(0.1).withBeta(0.1).withClipValue(1),
                        lion(0.1).withBeta1(0.8).withClipValue(1)),
                List.<Optimizer>of(
                        rmsprop(0.1).withClipValue(1).withCentered(),
                        adamW(0.1).withClipValue(1).withEpsilon(1e-5),
                        ftrl(0.1).withClipValue(1).withBeta(0.1),
                        lion(0.1).withClipValue(1).withBeta1(0.8)));
    }

    @Test
    void everyWitherOfTheLibraryGivesItsOwnTypeBack() throws ReflectiveOperationException {
        TreeSet<String> others = new TreeSet<>();
        int seen = 0;
        for (JavaClass known : new ClassFileImporter().importPackagesOf(Sgd.class, Sequential.class)) {
            Class<?> type = Class.forName(known.getName(), false, getClass().getClassLoader());
            if (!Modifier.isPublic(type.getModifiers()) || type.isInterface() || isTest(type)) {
                continue;
            }
            for (Method wither : withers(type)) {
                seen++;
                if (!givesBack(wither, type)) {
                    others.add(type.getName() + "." + wither.getName());
                }
            }
        }
        assertEquals(new TreeSet<>(), others);
        assertTrue(seen > 150, "withers found: " + seen);
    }

    private static boolean isTest(Class<?> type) {
        return !type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .equals(Sgd.class.getProtectionDomain().getCodeSource().getLocation());
    }

    /** The methods that a caller can mean; of several with the same parameters the one with the narrowest type. */
    private static List<Method> withers(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().matches("with(out)?[A-Z]\\w*"))
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> !isComponent(type, method))
                .toList();
    }

    private static boolean isComponent(Class<?> type, Method method) {
        return type.isRecord()
                && method.getParameterCount() == 0
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(part -> part.getName().equals(method.getName()));
    }

    private static boolean givesBack(Method wither, Class<?> type) {
        if (wither.getReturnType() == type) {
            return true;
        }
        return wither.getGenericReturnType() instanceof TypeVariable<?>
                && interfaces(type)
                        .anyMatch(parent -> parent instanceof ParameterizedType of
                                && of.getRawType() == wither.getDeclaringClass()
                                && of.getActualTypeArguments()[0] == type);
    }

    private static Stream<Type> interfaces(Class<?> type) {
        return Stream.concat(
                Arrays.stream(type.getGenericInterfaces()),
                Arrays.stream(type.getInterfaces()).flatMap(WithersTest::interfaces));
    }

    @Test
    void allOptimizersAreTunable() {
        for (Method factory : Optimizers.class.getMethods()) {
            if (Modifier.isStatic(factory.getModifiers())) {
                assertTrue(Tunable.class.isAssignableFrom(factory.getReturnType()), factory.toString());
            }
        }
    }
}
