"""Corner cases for the engine's tests: tiny random models with reference tensors from transformers (float32, eager attention).

python corners.py OUT   writes one directory per case: config.json, the weights, expected.safetensors as in golden.py.
Each case differs from the golden models in a shape or a setting that real checkpoints have.
"""
import json, os, sys
import torch
import transformers as T
from safetensors.torch import save_file

OUT, VOCAB, POSITIONS = sys.argv[1], 96, 24
BASE = dict(vocab_size=VOCAB, hidden_size=48, intermediate_size=80, num_hidden_layers=3, num_attention_heads=4,
            num_key_value_heads=2, max_position_embeddings=128, bos_token_id=0, eos_token_id=0, pad_token_id=0)


def rope(kind, **more):
    return dict(rope_type=kind, rope_theta=10000.0, **more)


# name: (config class, changes to BASE, dtype of the stored weights, shard size, edit of config.json after saving)
CASES = {
    'llama-mha-tied-bf16-shards': (T.LlamaConfig, dict(num_key_value_heads=4, tie_word_embeddings=True), torch.bfloat16, '30KB', None),
    'llama-mqa-linear-rope': (T.LlamaConfig, dict(num_key_value_heads=1, rope_parameters=rope('linear', factor=4.0)), torch.float32, None, None),
    'llama-yarn': (T.LlamaConfig, dict(rope_parameters=rope('yarn', factor=4.0, original_max_position_embeddings=32)), torch.float32, None, None),
    'llama-yarn-mscale-old-spelling': (T.LlamaConfig, dict(rope_parameters=rope('yarn', factor=8.0, original_max_position_embeddings=16, mscale=0.8, mscale_all_dim=0.5, beta_fast=16.0, beta_slow=2.0)), torch.float32, None, 'old'),
    'llama-linear-old-spelling-f16': (T.LlamaConfig, dict(rope_parameters=rope('linear', factor=2.0)), torch.float16, None, 'old'),
    'llama-relu-odd-sizes': (T.LlamaConfig, dict(hidden_act='relu', hidden_size=50, intermediate_size=77, num_attention_heads=5, num_key_value_heads=5, head_dim=14), torch.float32, None, None),
    'llama-gelu-tanh': (T.LlamaConfig, dict(hidden_act='gelu_pytorch_tanh', head_dim=8, rms_norm_eps=1e-3), torch.float32, None, None),
    'mistral-no-window': (T.MistralConfig, dict(sliding_window=None, head_dim=20), torch.float32, None, None),
    'qwen2-untied-mqa': (T.Qwen2Config, dict(num_key_value_heads=1), torch.float32, None, None),
    'qwen2-upper-layers-slide': (T.Qwen2Config, dict(use_sliding_window=True, sliding_window=5, max_window_layers=1), torch.float32, None, 'no_layer_types'),
    'qwen3-tied-biased': (T.Qwen3Config, dict(head_dim=16, tie_word_embeddings=True, attention_bias=True), torch.bfloat16, None, None),
}


def respell(directory, edit):
    path = os.path.join(directory, 'config.json')
    config = json.load(open(path))
    if edit == 'old':
        parameters = config.pop('rope_parameters')
        config['rope_theta'] = parameters.pop('rope_theta')
        parameters['type'] = parameters.pop('rope_type')
        config['rope_scaling'] = parameters
    elif edit == 'no_layer_types':
        del config['layer_types']
    json.dump(config, open(path, 'w'), indent=1)


torch.set_grad_enabled(False)
for number, (name, (kind, changes, dtype, shard, edit)) in enumerate(CASES.items()):
    torch.manual_seed(100 + number)
    model = T.AutoModelForCausalLM.from_config(kind(**{**BASE, **changes}), attn_implementation='eager').float().eval()
    for key, weight in model.named_parameters():
        if weight.ndim >= 2:
            weight.normal_(0, 0.5 if 'embed' in key else 0.1)
        elif 'norm' in key:
            weight.add_(torch.randn_like(weight) * 0.1)
        else:
            weight.normal_(0, 0.1)
    directory = os.path.join(OUT, name)
    os.makedirs(directory, exist_ok=True)
    model.to(dtype).save_pretrained(directory, **(dict(max_shard_size=shard) if shard else {}))
    os.remove(os.path.join(directory, 'generation_config.json'))
    # Opened again, because .to(dtype) rounds the rotary frequencies with the weights, which no checkpoint does.
    model = T.AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32, attn_implementation='eager').eval()
    ids = torch.randint(1, VOCAB, (1, POSITIONS))
    out = model(input_ids=ids, output_hidden_states=True, use_cache=False)
    greedy = model.generate(ids, max_new_tokens=24, do_sample=False, pad_token_id=0, eos_token_id=None)
    expected = {'input_ids': ids[0], 'greedy': greedy[0], 'logits': out.logits[0]}
    expected.update({f'hidden_states.{layer}': state[0] for layer, state in enumerate(out.hidden_states)})
    save_file({key: value.clone().contiguous() for key, value in expected.items()},
              os.path.join(directory, 'expected.safetensors'), metadata=dict(transformers=T.__version__, torch=torch.__version__))
    respell(directory, edit)
    print(name, sum(weight.numel() for weight in model.parameters()), float(out.logits.std()))
