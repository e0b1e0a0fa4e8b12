import io.nacre.Fit
import io.nacre.Sequential
import io.nacre.activation.Activations.custom
import io.nacre.data.Dataset
import io.nacre.data.Tensor
import io.nacre.layer.Layers.dense
import io.nacre.layer.Layers.input
import io.nacre.loss.Losses.meanSquaredError
import io.nacre.optimizer.Optimizers.sgd

/** Trains in Kotlin, to which the library's types are not nullable. */
fun main() {
    val twice = custom("twice") { z -> z.times(2.0) }
    val model: Sequential = Sequential.of(input(1), dense(1, twice))
    model.compile(sgd(0.1).withClipNorm(1.0).withMomentum(0.9), meanSquaredError())
    val x = Tensor.of(floatArrayOf(-1f, 0f, 1f, 2f), 4, 1)
    val history = model.fit(Dataset.of(x, Tensor.of(floatArrayOf(-3f, -1f, 1f, 3f), 4, 1)), Fit.epochs(200))
    check(history.last("loss") < 0.01) { "it did not learn the line: $history" }
    val name: String = model.name()
    println("Kotlin: $name predicts ${model.predict(x).toString(2)}")
}
